import { Text } from '@mantine/core';
import type { DocumentPath } from '../document/contract.ts';
import { useProblems } from './form-context.ts';

/** What is wrong, a line for each. */
export function Problems({ problems }: { readonly problems: readonly string[] }) {
  return problems.map((problem) => (
    <span key={problem} className="any-text problem-line">
      {problem}
    </span>
  ));
}

/** The problems of a part that is drawn by its members. */
export function PartProblems({ path }: { readonly path: DocumentPath }) {
  const problems = useProblems(path, false);
  if (problems.length === 0) return null;
  return (
    <Text size="xs" c="red.8" className="problem-text" role="note">
      <Problems problems={problems} />
    </Text>
  );
}
