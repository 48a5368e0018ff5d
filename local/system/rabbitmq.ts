import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answersAt } from './node-process.ts';
import { createPart, freshLog, type Part } from './part.ts';
import { type RabbitMqPorts, rabbitMqHome, rabbitMqProgram } from './rabbitmq-home.ts';

export type RabbitMqOptions = {
  folder: string;
  logFolder: string;
  ports: RabbitMqPorts;
  password: string;
  say: (line: string) => void;
};

const keeper = fileURLToPath(new URL('./keeper.mjs', import.meta.url));

/** The broker of the system and the port mapper it needs before it. */
export const createRabbitMq = async (
  options: RabbitMqOptions,
): Promise<{ mapper: Part; broker: Part; url: string }> => {
  const { folder, logFolder, ports, password, say } = options;
  const { env, mapperArgs, url } = await rabbitMqHome({ folder, ports, user: 'careconnect', password, vhosts: ['/'] });
  const kept = (stopSignal: string, program: Parameters<typeof rabbitMqProgram>[0], ...args: string[]) => ({
    command: process.execPath,
    args: [keeper, stopSignal, '', '', rabbitMqProgram(program), ...args],
    env,
    say,
  });
  const mapper = createPart({
    ...kept('SIGKILL', 'epmd', ...mapperArgs),
    name: 'port-mapper',
    logFile: freshLog(join(logFolder, 'epmd.log')),
    isReady: () => answersAt(ports.mapper),
  });
  const broker = createPart({
    ...kept('SIGTERM', 'rabbitmq-server'),
    name: 'RabbitMQ',
    logFile: freshLog(join(logFolder, 'rabbitmq.log')),
    isReady: () => answersAt(ports.amqp, 'AMQP\0\0\x09\x01'),
  });
  return { mapper, broker, url };
};
