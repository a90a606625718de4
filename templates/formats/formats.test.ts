import { describe, expect, test } from 'vitest';
import { fillSlot, problemsOf as refused } from '../../test/support/slots.ts';
import type { SlotFormat, View } from '../contract.ts';

const VIEW: View = {
  customer: { evil: '<b>"&\'`=', plain: 'a b', lines: 'a\r\nb' },
  url: { shop: 'https://shop.example/?a=1', run: 'javascript:alert(1)' },
};
const write = (format: SlotFormat, source: string, view: View = VIEW) => fillSlot(format, source, view);
const html = (source: string) => write('html', source);
const ESCAPED = '&lt;b&gt;&quot;&amp;&#39;&#96;&#61;';
const NO_URL = 'a complete http, https, mailto, tel or sms URL';

describe('html: a value is written for the place where it stands', () => {
  test.each([
    ['as text', '1 < 2 {{customer.evil}}', `1 < 2 ${ESCAPED}`],
    ['after an empty element', '<br/>{{customer.evil}}', `<br/>${ESCAPED}`],
    ['after an attribute without quotes', '<p class=a title="{{customer.evil}}">', `<p class=a title="${ESCAPED}">`],
    ['after an attribute without a value', "<p hidden title='{{customer.evil}}'>", `<p hidden title='${ESCAPED}'>`],
    ['after spaces about =', '<p title = "{{customer.evil}}">', `<p title = "${ESCAPED}">`],
    ['after a stray quote', '<p " title="{{customer.evil}}">', `<p " title="${ESCAPED}">`],
    ['after a script', '<SCRIPT>a<b</script >{{customer.evil}}', `<SCRIPT>a<b</script >${ESCAPED}`],
    ['after a style', '<style>p{}</STYLE><p>{{customer.evil}}', `<style>p{}</STYLE><p>${ESCAPED}`],
    ['after a comment', '<!-- a > b --><p title="{{customer.evil}}">', `<!-- a > b --><p title="${ESCAPED}">`],
    ['after a doctype', '<!doctype html><p>{{customer.evil}}', `<!doctype html><p>${ESCAPED}`],
    ['in what Outlook alone reads', '<!--[if mso]><p title="{{customer.plain}}"><![endif]-->', undefined],
    ['in what others read', '<![if !mso]><p title="{{customer.plain}}"><![endif]>', undefined],
    ['in an attribute like an event handler', '<p icon="{{customer.evil}}">', `<p icon="${ESCAPED}">`],
    ['in an attribute like a style', '<p data-style="{{customer.evil}}">', `<p data-style="${ESCAPED}">`],
    ['in another like a style', '<p styles="{{customer.evil}}">', `<p styles="${ESCAPED}">`],
    ['in an attribute like a link', '<p data-href="{{customer.evil}}">', `<p data-href="${ESCAPED}">`],
    ['in another like a link', '<p hrefs="{{customer.evil}}">', `<p hrefs="${ESCAPED}">`],
    ['twice in an attribute', '<p title="{{customer.plain}} {{customer.evil}}">', `<p title="a b ${ESCAPED}">`],
    ['in a style', '<p STYLE="width: {{fallback "50.5%"}}">', '<p STYLE="width: 50.5%">'],
    ['as a link', '<a HREF=" {{url.shop}}">', '<a HREF=" https://shop.example/?a&#61;1">'],
    ['behind a link', '<a href="{{url.shop}}{{customer.plain}}">', '<a href="https://shop.example/?a&#61;1a%20b">'],
    ['within a link', '<a href="https://a.example/{{customer.plain}}">', '<a href="https://a.example/a%20b">'],
  ])('%s', (_where, source, wanted) => {
    expect(html(source)).toBe(wanted ?? source.replace('{{customer.plain}}', 'a b'));
  });

  test.each(['href', 'src', 'action', 'formaction', 'background', 'poster', 'cite', 'data', 'srcset', 'xlink:href'])(
    'what %s leads to runs no code',
    (name) => {
      expect(() => html(`<a ${name}="{{url.run}}">`)).toThrow(`url.run: expected ${NO_URL}`);
    },
  );

  test('a style takes words and measures alone', () => {
    for (const value of ['a;b', 'url(x)', 'a"b', 'a:b']) {
      expect(() => write('html', '<p style="x: {{v.v}}">', { customer: {}, v: { v: value } }), value).toThrow(
        'v.v: expected a plain value of a style: letters, digits, # % . , -',
      );
    }
  });
});

describe('html: a value is refused', () => {
  const NAME = 'no value as the name of an element';
  const QUOTES = 'quotes around the value: name="{{value}}"';
  const HANDLER = 'no value within an event handler';
  const RAW = 'no value within a script or style element';
  test.each([
    ['<{{customer.plain}}>', NAME],
    ['</{{customer.plain}}>', NAME],
    ['<!{{customer.plain}}>', NAME],
    ['<!-{{customer.plain}}>', NAME],
    ['<a {{customer.plain}}>', 'a value within quotes: name="{{value}}"'],
    ['<a title="x" {{customer.plain}}>', 'a value within quotes: name="{{value}}"'],
    ['<p class=xtitle="{{customer.plain}}">', 'a value within quotes: name="{{value}}"'],
    ['<a href={{url.shop}}>', QUOTES],
    ['<a href = {{url.shop}}>', QUOTES],
    ['<a onclick="f({{customer.plain}})">', HANDLER],
    ['<a ONLOAD="{{customer.plain}}">', HANDLER],
    ['<iframe srcdoc="{{customer.plain}}">', HANDLER],
    ['<script>f({{customer.plain}})</script>', RAW],
    ['<STYLE type="a">{{customer.plain}}</style>', RAW],
    ['<script>"</p>{{customer.plain}}"</script>', RAW],
  ])('%s', (source, expected) => {
    expect(refused('html', source)[0]).toMatch(/^1:\d+ /);
    expect(refused('html', source)[0]).toContain(expected);
  });

  test.each(['<p', '<p title="x', '<p title=', '<!-- x', '<script>x', '<', 'a\nb <a href="'])(
    'nothing may follow what is left open: %s',
    (source) => {
      const lines = source.split('\n');
      const end = `${lines.length}:${lines.at(-1)!.length + 1}`;
      expect(refused('html', source)).toEqual([`${end} HTML whose tags, quotes and comments are closed`]);
    },
  );
});

describe('json', () => {
  test('a value in a string is a part of its text, elsewhere a value of its own', () => {
    expect(write('json', '{"a": "x {{customer.lines}} \\" {{customer.plain}}", "b": {{customer.lines}} }')).toBe(
      '{"a": "x a\\r\\nb \\" a b", "b": "a\\r\\nb" }',
    );
    expect(write('json', '[{{n.big}}, "{{n.big}}"]', { customer: {}, n: { big: 12n ** 20n } })).toBe(
      `[${12n ** 20n}, "${12n ** 20n}"]`,
    );
  });

  test('right after a backslash no value may stand', () => {
    expect(refused('json', '"\\\\{{customer.plain}}"')).toEqual(['1:4 no value right after a backslash']);
    expect(write('json', '"\\n{{customer.plain}}"')).toBe('"\\na b"');
  });
});

describe('url', () => {
  test.each([
    'https://shop.example',
    'HTTPS://Shop.example:8443/a?b=c#d',
    'http://[::1]/x',
    'https://grüße.example/ä',
    'mailto:a@b.example',
    'tel:+431234',
    'sms:+431234',
  ])('%s may be a value', (target) => {
    expect(write('url', '{{v.v}}', { customer: {}, v: { v: ` ${target} ` } }).trim()).toBe(target);
  });

  test.each([
    '',
    'shop.example',
    '//shop.example',
    'https://',
    'https://a b.example',
    'https://a.example/<b>',
    'https://a.example:port/',
    'shop://offers',
    'javascript:alert(1)',
    'https://a.example/\u0001',
    'x https://a.example',
  ])('%j may be none', (target) => {
    expect(() => write('url', '{{v.v}}', { customer: {}, v: { v: target } })).toThrow(`v.v: expected ${NO_URL}`);
  });

  test('further on it is encoded, half a character too', () => {
    const half = { customer: {}, v: { v: 'a/b&c=\ud83d' } };
    expect(write('url', 'https://a.example/{{v.v}}/{{v.v}}', half)).toBe(
      'https://a.example/a%2Fb%26c%3D%EF%BF%BD/a%2Fb%26c%3D%EF%BF%BD',
    );
  });

  test.each([
    ['https://a.example/a b', 'a URL without spaces and special characters'],
    ['javascript:alert', 'a URL that opens a page, an app or a mail'],
    ['DATA:x', 'a URL that opens a page, an app or a mail'],
    ['a.example/x', 'a complete URL, such as https://shop.example/offer'],
    ['https://', 'a complete URL, such as https://shop.example/offer'],
  ])('%s is no URL of a template', (source, expected) => {
    expect(() => write('url', source)).toThrow(`expected ${expected}`);
  });

  test('an app’s own scheme may stand in a template', () => {
    expect(write('url', 'shop+app.1://offers')).toBe('shop+app.1://offers');
  });
});

test('header: control characters are refused in a template and in a value', () => {
  const one = 'a single line without control characters';
  expect(refused('header', 'a\u0001 {{customer.plain}}\u2028b')).toEqual([`1:1 ${one}`, `1:22 ${one}`]);
  for (const char of ['\n', '\r', '\u0000', '\u001f', '\u007f', '\u2028', '\u2029']) {
    expect(() => write('header', 'x {{v.v}}', { customer: {}, v: { v: `a${char}b` } })).toThrow(
      'v.v: expected a value without line breaks and control characters',
    );
  }
});

test('text and html keep the space around them, a single line does not', () => {
  const formats = ['text', 'html', 'header', 'json', 'url'] as const;
  const written = formats.map((format) =>
    write(format, format === 'url' ? ' https://a.example\n' : ' "{{fallback 1}}"\n'),
  );
  expect(written).toEqual([' "1"\n', ' "1"\n', '"1"', '"1"', 'https://a.example']);
});
