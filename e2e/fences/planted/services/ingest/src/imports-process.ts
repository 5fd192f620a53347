// planted: only-main-touches-process
// @ts-nocheck
import { env } from "node:process";

export const port = () => env.PHM_PORT;
