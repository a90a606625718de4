import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { COMMAND, RESPONSE, takePdus, writeBody, writePdu } from '../../channels/smpp/pdu.ts';

/** What a service in another city takes to answer. */
const SLOW_MS = 50;
const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * Services that take everything, in a process of their own: over HTTP and over SMPP at once, and one that takes its
 * time.
 */
const http = createHttpServer((request, response) => {
  if (request.url?.startsWith('/workspaces/')) {
    request.resume().on('end', () => setTimeout(() => response.writeHead(202, JSON_TYPE).end('{"id":"b-1"}'), SLOW_MS));
    return;
  }
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
