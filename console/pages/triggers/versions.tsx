import { Versions } from '../../parts/publish/versions.tsx';

/** The versions of one trigger: compared, and made live again. */
export function TriggerVersions({ name }: { readonly name: string }) {
  return <Versions kind="trigger" name={name} />;
}
