export default {
  title: 'Operations',
  failed: 'Failed messages',
  noneFailed: 'No message has failed.',
  reason: 'Cause',
  again: 'Send again',
  discard: 'Discard',
};
