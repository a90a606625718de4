import { version } from '../arguments/argument-shapes.ts';
import { compareVersions, readVersion } from '../arguments/versions.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'version-below',
  title: { en: 'is below version', de: 'ist älter als Version' },
  summary: { en: 'The version is earlier than this one.', de: 'Die Version ist eine frühere als diese.' },
  reads: ['string'],
  args: version,
  examples: [
    { args: '3.0', value: '2.99', answer: true },
    { args: '3.0', value: '3.0.0-rc.1', answer: true },
    { args: '3.0', value: 'v3.0.0', answer: false },
    { args: '3.0', value: 3, answer: undefined },
  ],
  compile(text) {
    const bound = readVersion(text)!;
    return (value) => {
      const version = readVersion(value);
      return version && compareVersions(version, bound) < 0;
    };
  },
});
