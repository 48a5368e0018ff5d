// The projectors in a process of their own. Their messages are heard by nobody.
import { readConfig } from '@careconnect/platform/config/config.ts';
import { silentLog } from '@careconnect/platform/logging/logger.ts';
import { inProcessBus } from '@careconnect/platform/messaging/in-process.ts';
import { settings } from '@careconnect/projectors/settings.ts';
import { startProjectors } from '@careconnect/projectors/start.ts';
import { topology } from '@careconnect/schema/topology.ts';

const { AMQP_URL: _, ...needed } = settings;
const deaf = topology.queues.map((queue) => ({ ...queue, bindings: [] }));
const bus = inProcessBus({ topology: { ...topology, queues: deaf, unheard: ['#'] }, log: silentLog });
const { port } = await startProjectors(readConfig(needed, process.env), silentLog, bus);
process.on('disconnect', () => process.exit(0));
process.send?.({ port });
