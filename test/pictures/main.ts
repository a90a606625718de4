import { writeFile } from 'node:fs/promises';
import { PICTURES } from './pictures.ts';

/** `npm run pictures` draws them all anew. */
for (const [file, draw] of Object.entries(PICTURES)) {
  await writeFile(new URL(`../../docs/img/${file}`, import.meta.url), await draw());
  process.stdout.write(`docs/img/${file}\n`);
}
