export type { AppClient, AppOptions, Counts } from '../app/contract.ts';
export * from '../index.ts';
export { createProgram as createKairos, type NodeOptions } from './create-program.ts';
