import { useCallback, useMemo } from 'react';
import { useKept } from '../../parts/use-kept.ts';
import { type ChosenFile, type Importing, NO_REPAIRS, type Repairs } from './import-state.ts';

export interface KeptImport {
  readonly importing: Importing | undefined;
  readonly take: (file: ChosenFile) => void;
  readonly change: (next: Importing) => void;
  readonly forget: () => void;
}

/**
 * Keeps a file and what was repaired in it through a reload. They are kept apart: the file may be larger than what a
 * browser keeps, and who chooses it once more finds the repairs.
 */
export function useKeptImport(): KeptImport {
  const [file, take, forgetFile] = useKept<ChosenFile | undefined>('import-file', undefined);
  const [repairs, keep, forgetRepairs] = useKept<Repairs & { readonly stamp?: string }>('import-repairs', NO_REPAIRS);
  const importing = useMemo(
    () => file && { ...file, ...(repairs.stamp === file.stamp ? repairs : NO_REPAIRS), stamp: file.stamp },
    [file, repairs],
  );
  const change = useCallback(({ file: _, text: __, ...done }: Importing) => keep(done), [keep]);
  const forget = useCallback(() => {
    forgetFile();
    forgetRepairs();
  }, [forgetFile, forgetRepairs]);
  return { importing, take, change, forget };
}
