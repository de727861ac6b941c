// Loaded before a program of a README: whatever port it asks for, it gets a free one, and says which.
import { Server } from 'node:net';

const { listen } = Server.prototype;
Server.prototype.listen = function (...args) {
  const [first, ...rest] = args;
  this.once('listening', () => console.log(`listening on ${this.address().port}`));
  const host = '127.0.0.1';
  return listen.call(
    this,
    ...(typeof first === 'object' ? [{ ...first, port: 0, host }] : [0, host]),
    ...rest.slice(-1).filter((last) => typeof last === 'function'),
  );
};
