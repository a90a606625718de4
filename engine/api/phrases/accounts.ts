/** What the accounts of a channel have to be. */
export const ACCOUNTS_SAID = {
  'settings-or-accounts': 'a map of settings, or a list of accounts',
  'how-many-accounts': '1 to ‹most› accounts',
  'account-name': 'a name: small letters, digits and hyphens',
  'account-needs-name': 'a list of accounts, each with a name of its own',
  'account-name-twice': 'a name that no other account of it has',
  'provider-name': 'the name of a provider',
  'account-order': 'a whole number from 0 to 99',
  'account-country': 'a country of two capital letters (ISO 3166-1), such as DE',
  'one-country': 'at least one country',
  'purpose-name': 'the name of a purpose',
  'purpose-needed': 'at least one purpose',
  'messages-a-second': 'messages a second, above 0',
  'secret-there': 'a secret that there is; kairos secret set ‹name›',
  'secret-value': 'its value',
  'secret-name': 'the name of a secret: small letters, digits and hyphens',
  'test-needs-address': "a test on channel '‹channel›' cannot be addressed from here",
} as const;
