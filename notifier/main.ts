import { readConfig } from '@careconnect/platform/config/config.ts';
import { run } from '@careconnect/platform/process/run.ts';
import { configTable } from './config.ts';
import { notifierContainer, parts } from './container.ts';
import { startNotifier } from './notifier.ts';

await run('notifier', async () => {
  const config = readConfig(configTable, process.env);
  const container = notifierContainer(config);
  const [pool, bus, positions, mailer, sending, health] = await Promise.all([
    container.getAsync(parts.pool),
    container.getAsync(parts.bus),
    container.getAsync(parts.positions),
    container.getAsync(parts.mailer),
    container.getAsync(parts.sending),
    container.getAsync(parts.health),
  ]);
  return startNotifier({ pool, bus, positions, mailer, sending, health, port: config.PORT });
});
