// Where a program can't be put into a network of its own: it may not connect to anything.
import net from 'node:net';

net.Socket.prototype.connect = () => {
  throw new Error('the test has cut the network');
};
