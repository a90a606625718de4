import { Alert } from '@mantine/core';
import { useEngineWords } from '../../parts/use-engine-words.ts';

/** Why something was not done, where it was asked for. */
export function Refusal({ fault }: { readonly fault: Error }) {
  const { wordFault } = useEngineWords();
  return (
    <Alert color="red" role="alert" className="any-text">
      {wordFault(fault)}
    </Alert>
  );
}
