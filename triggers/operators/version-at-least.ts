import { version } from '../arguments/argument-shapes.ts';
import { compareVersions, readVersion } from '../arguments/versions.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'version-at-least',
  title: { en: 'is at least version', de: 'ist mindestens Version' },
  summary: { en: 'The version is this one or a later one.', de: 'Die Version ist diese oder eine spätere.' },
  reads: ['string'],
  args: version,
  examples: [
    { args: '2.10', value: '2.10.0', answer: true },
    { args: '2.10', value: '2.9.3', answer: false },
    { args: '2.10.0', value: '2.10.0-beta.1', answer: false },
    { args: '2.10', value: 'latest', answer: undefined },
  ],
  compile(text) {
    const least = readVersion(text)!;
    return (value) => {
      const version = readVersion(value);
      return version && compareVersions(version, least) >= 0;
    };
  },
});
