import { createElement as h, type ReactNode } from 'react';

/*
 * What a phone gives an app of React Native, in a browser: its views as elements, its store as that of the page. It
 * stands in the place of `react-native` and of the modules for storage, net and position.
 */
interface Browser {
  readonly localStorage: Record<string, string> & {
    getItem(name: string): string | null;
    setItem(name: string, text: string): void;
    removeItem(name: string): void;
  };
  readonly navigator: { readonly geolocation: unknown };
}
const browser = globalThis as unknown as Browser;
const quiet = { remove: () => undefined };

export const View = ({ children }: { readonly children?: ReactNode }) => h('div', {}, children);
export const Text = ({ children }: { readonly children?: ReactNode }) => h('p', {}, children);
export const Button = ({ title, onPress }: { readonly title: string; readonly onPress: () => void }) =>
  h('button', { type: 'button', onClick: onPress }, title);
export const TextInput = (props: {
  readonly accessibilityLabel: string;
  readonly value: string;
  readonly onChangeText: (text: string) => void;
}) =>
  h('input', {
    ...{ 'aria-label': props.accessibilityLabel, value: props.value },
    onChange: ({ target }: { readonly target: { readonly value: string } }) => props.onChangeText(target.value),
  });
export const Platform = { OS: 'ios' };
export const AppState = { addEventListener: () => quiet };

/** Answers later, as a phone's does. */
const storage = {
  getItem: async (name: string) => browser.localStorage.getItem(name),
  setItem: async (name: string, text: string) => browser.localStorage.setItem(name, text),
  removeItem: async (name: string) => browser.localStorage.removeItem(name),
  getAllKeys: async () => Object.keys(browser.localStorage),
};
/** The default export of each of the other modules. */
export default {
  ...storage,
  addEventListener: () => () => undefined,
  getCurrentPosition: (...given: unknown[]) =>
    (browser.navigator.geolocation as { getCurrentPosition(...all: unknown[]): void }).getCurrentPosition(...given),
};
