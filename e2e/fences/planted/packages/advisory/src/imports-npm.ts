// planted: is-pure:advisory, resolves
// @ts-nocheck
import { connect } from "@nats-io/transport-node";

export const used = connect;
