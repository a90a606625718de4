export default {
  title: 'Settings',
  keys: 'Keys',
  role: { publishable: 'may send signals', secret: 'may do everything' },
  lastUsed: 'last used {time}',
  neverUsed: 'never used',
};
