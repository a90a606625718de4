import type { Redis } from 'ioredis';

/**
 * Makes a connection send all commands of one turn of the event loop in one write. A write costs as much as several
 * commands, here and in Redis. No command waits longer than the turn.
 */
export function writeTogether(redis: Redis): Redis {
  let held: Redis['stream'] | undefined;
  const letGo = () => {
    held?.uncork();
    held = undefined;
  };
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    if (held === undefined && redis.status === 'ready') {
      held = redis.stream;
      held.cork();
      setImmediate(letGo);
    }
    return send(command, stream);
  };
  return redis;
}
