import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import App from '../../../sdk/examples/react-native/App.jsx';

// The sample app for React Native, in a browser.
const { url, key, token } = globalThis.engine;
createRoot(globalThis.document.body).render(
  createElement(App, { url, publishableKey: key, askToken: (customer) => token(customer) }),
);
