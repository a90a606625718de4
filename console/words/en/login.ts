export default {
  title: 'Sign in',
  name: 'Name or e-mail address',
  password: 'Password',
  signIn: 'Sign in',
  wrong: 'Name and password do not belong together.',
  tooMany: 'Too many attempts. Try again in {seconds, plural, one {# second} other {# seconds}}.',
  first:
    'First time here? The engine printed a link when it started; it signs you in once and lets you choose a password.',
  lost: 'Lost your password? On the server, run:',
  once: 'This link was used already, or is too old. Run the command below on the server for a new one:',
  choose: 'Choose a password',
  chooseHint: 'At least 10 characters.',
  again: 'The same once more',
  differ: 'The two are not the same.',
  tooShort: 'At least 10 characters are needed.',
  keep: 'Keep and go on',
};
