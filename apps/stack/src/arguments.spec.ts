import { readArguments } from './arguments.ts';

const read = (...args: string[]) => readArguments(args, { STOA_STACK_DIR: '/stack' });

it('shows its help where no command is given', () => {
  expect(read().command).toBe('help');
  expect(read('up', '--help').command).toBe('help');
});

it('takes pieces, ports and numbers', () => {
  const asked = read('up', 'kafka', 'projectors-2', '--projectors', '3', '--kafka-port', '19092', '--log', 'debug');
  expect(asked).toMatchObject({
    command: 'up',
    folder: '/stack',
    pieces: ['kafka', 'projectors-2'],
    projectors: 3,
    log: 'debug',
  });
  expect(asked.ports).toEqual({ kafka: 19092 });
});

it('counts ports from a base, but for those that are named', () => {
  const { ports } = read('up', '--port-base', '20000', '--gateway-port', '8080');
  expect(ports).toMatchObject({ postgres: 20000, kafka: 20001, gateway: 8080, questions: 20006 });
});

it('is secured where that is asked for', () => {
  expect([read('up').secure, read('up', '--secure').secure]).toEqual([false, true]);
});

it.each([
  [['start'], 'Unknown command start'],
  [['up', 'mysql'], 'Unknown piece: mysql'],
  [['down', 'kafka', '--wipe'], 'takes no piece names'],
  [['up', '--log', 'loud'], '--log must be one of'],
  [['up', '--projectors', '0'], '--projectors must be a number from 1 to 32'],
  [['up', '--kafka-port', '9e3'], '--kafka-port must be a number'],
  [['up', '--port'], 'Unknown option'],
])('refuses %j', (args, message) => expect(() => read(...args)).toThrow(message));
