import { Alert } from '@mantine/core';

/** Why something was not done, where it was asked for. */
export function Refusal({ fault }: { readonly fault: Error }) {
  return (
    <Alert color="red" role="alert" className="any-text">
      {fault.message}
    </Alert>
  );
}
