import { parentPort, workerData } from 'node:worker_threads'
import { type Folder, readFolder } from '../../src/cli/folder.ts'
import { Trials } from './fate.ts'
import type { Mutant } from './mutants.ts'

/** Tries one change after another, as it is sent them, and answers what became of it. */
const { folder } = readFolder(workerData as string) as { folder: Folder }
const trials = new Trials(folder)
parentPort?.on('message', (mutant: Mutant) => parentPort?.postMessage(trials.fateOf(mutant)))
