import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONTRACT_FOLDER, makeContract } from './wire-contract.ts';

/** `npm run build:contract`: writes the published files of the wire contract anew. */
for (const [name, text] of Object.entries(await makeContract())) await writeFile(join(CONTRACT_FOLDER, name), text);
