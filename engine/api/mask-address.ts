const EMAIL = /[^\s<>@"',;]+@[^\s<>@"',;]+/g;

/** An address for those who may not see it: its first letter, and the domain of an e-mail address. */
export function maskAddress(to: string): string {
  const at = to.lastIndexOf('@');
  return `${[...to].slice(0, 1).join('')}…${at > 0 ? to.slice(at) : ''}`;
}

/** A text for those who may not see personal data: e-mail addresses in it are masked. */
export function maskAddressesIn(text: string): string {
  return text.replace(EMAIL, maskAddress);
}
