import { describe, expect, test } from 'vitest';
import { deviceForm } from './device-form.ts';

const android = (model: string, screen?: object, more: object = {}) => ({
  device: { manufacturer: 'any', model, name: 'any', type: 'android' },
  os: { name: 'Android', version: '14' },
  userAgent: `Dalvik/2.1.0 (Linux; U; Android 14; ${model} Build/UQ1A.240205.002)`,
  ...(screen && { screen }),
  ...more,
});

describe('what an app tells', () => {
  test.each([
    ['a Pixel 7, by its screen', android('Pixel 7', { width: 1080, height: 2400, density: 2.75 }), 'phone'],
    ['a Pixel 7 of which no screen is said', android('Pixel 7'), undefined],
    ['a Pixel 7 that lies on its side', android('Pixel 7', { width: 2400, height: 1080, density: 2.75 }), undefined],
    ['a Galaxy Tab, by its screen', android('SM-X710', { width: 1600, height: 2560, density: 2 }), 'tablet'],
    ['a phone that is folded out', android('SM-F946B', { width: 1812, height: 2176, density: 2.625 }), undefined],
    ['the same phone folded', android('SM-F946B', { width: 904, height: 2316, density: 2.625 }), 'phone'],
    ['a television', android('BRAVIA 4K', { width: 1920, height: 1080, density: 2 }), undefined],
    ['a watch with Android', android('Pixel Watch', { width: 384, height: 384, density: 2 }), undefined],
    ['a screen of nothing', android('x', { width: 0, height: 0, density: 0 }), undefined],
    ['an iPhone', { device: { model: 'iPhone15,2', type: 'ios' }, os: { name: 'iOS' } }, 'phone'],
    ['an iPad', { device: { model: 'iPad13,4', type: 'ios' }, os: { name: 'iOS' } }, 'tablet'],
    ['an iPad by its system', { device: { type: 'ios' }, os: { name: 'iPadOS' } }, 'tablet'],
    ['an Apple device of which no model is said', { device: { type: 'ios' }, os: { name: 'iOS' } }, undefined],
    ['a Watch', { device: { model: 'Watch6,1', type: 'watchos' } }, 'watch'],
    ['an Apple TV', { device: { type: 'tvos' } }, 'tv'],
    ['a Mac', { device: { model: 'MacBookPro18,1', type: 'macos' } }, 'desktop'],
    ['an app on a phone, by its HTTP client', { userAgent: 'okhttp/4.12.0' }, undefined],
    ['an app of Apple’s, by its HTTP client', { userAgent: 'Shop/42 CFNetwork/1490.0.4 Darwin/23.2.0' }, undefined],
    ['nothing', {}, undefined],
    ['nonsense', { device: 7, os: [], screen: 'big', userAgent: {} }, undefined],
  ])('%s', (_, context, form) => {
    expect(deviceForm(context)).toBe(form);
  });
});

describe('what a browser tells', () => {
  test.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 'phone'],
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36',
      'phone',
    ],
    ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36', 'tablet'],
    ['Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 'phone'],
    ['Mozilla/5.0 (Android 14; Tablet; rv:132.0) Gecko/132.0 Firefox/132.0', 'tablet'],
    ['Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148', 'tablet'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36', 'desktop'],
    ['Mozilla/5.0 (Windows NT 6.1; Trident/7.0; Tablet PC 2.0; rv:11.0) like Gecko', 'desktop'],
    ['Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) Mobile Safari/537.36', 'phone'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36', 'desktop'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/130.0 Safari/537.36', 'desktop'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0', 'desktop'],
    // As an iPad says it, and a Mac.
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15', undefined],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 CriOS/130 Version/11.1 Safari/605.1.15',
      undefined,
    ],
    ['Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 Chrome/94.0 Safari/537.36', 'tv'],
    ['Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 Version/6.0 TV Safari/537.36', 'tv'],
    ['Mozilla/5.0 (Linux; Android 11; BRAVIA 4K UR3) AppleWebKit/537.36 Chrome/130.0 Safari/537.36', 'tv'],
    ['Mozilla/5.0 (Linux; Android 9; AFTMM) AppleWebKit/537.36 Chrome/110 Mobile Safari/537.36', 'tv'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) AppleWebKit/537.36 Edge/44', undefined],
    ['curl/8.0', undefined],
  ])('%s', (userAgent, form) => {
    expect(deviceForm({ userAgent })).toBe(form);
  });

  test('beside a system that says only Android', () => {
    const userAgent = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36';
    expect(deviceForm({ os: { name: 'Android' }, screen: { width: 915, height: 412, density: 2.6 }, userAgent })).toBe(
      'phone',
    );
  });
});
