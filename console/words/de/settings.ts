export default {
  title: 'Einstellungen',
  keys: 'Schlüssel',
  role: { publishable: 'darf Signale senden', secret: 'darf alles' },
  lastUsed: 'zuletzt benutzt {time}',
  neverUsed: 'nie benutzt',
};
