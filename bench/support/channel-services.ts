import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { COMMAND, RESPONSE, takePdus, writeBody, writePdu } from '../../channels/smpp/pdu.ts';

/** Two services that take everything at once, in a process of their own: one over HTTP, one over SMPP. */
const http = createHttpServer((request, response) => {
  request.resume().on('end', () => response.writeHead(201, { 'content-length': '0', location: '/message/1' }).end());
});
const smpp = createServer((socket) => {
  let rest = Buffer.alloc(0);
  let count = 0;
  socket.setNoDelay(true).on('error', () => socket.destroy());
  socket.on('data', (bytes: Buffer) => {
    const taken = takePdus(Buffer.concat([rest, bytes]));
    rest = Buffer.from(taken.rest);
    const answers = taken.pdus.map(({ command, sequence }) =>
      writePdu({
        ...{ command: (command | RESPONSE) >>> 0, status: 0, sequence },
        body: writeBody(command === COMMAND.submit ? [`id-${count++}`] : ['']),
      }),
    );
    socket.write(Buffer.concat(answers));
  });
});

http.listen(0, '127.0.0.1', () => {
  smpp.listen(0, '127.0.0.1', () => {
    process.send?.({ http: (http.address() as AddressInfo).port, smpp: (smpp.address() as AddressInfo).port });
  });
});
process.on('disconnect', () => process.exit(0));
