import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import { gossip, shared } from './pb.ts';

const LEADER = 8;
/** The member's clock counts ticks of 100 ns since 1970. */
const TICKS_PER_MS = 10_000;

/** A cluster of one: this node leads and is alive. */
export function clusterOfOne(instanceId: string, { host, port }: { host: string; port: number }): ClusterInfo {
  const bits = Buffer.from(instanceId.replaceAll('-', ''), 'hex');
  const id = new shared.UUID.Structured()
    .setMostSignificantBits(String(bits.readBigInt64BE(0)))
    .setLeastSignificantBits(String(bits.readBigInt64BE(8)));
  const member = new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setStructured(id))
    .setTimeStamp(String(BigInt(Date.now()) * BigInt(TICKS_PER_MS)))
    .setState(LEADER)
    .setIsAlive(true)
    .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
  return new gossip.ClusterInfo().setMembersList([member]);
}
