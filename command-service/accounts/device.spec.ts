import { expect } from 'chai';
import { deviceOf, networkOf } from './device.ts';

describe('Where somebody signs in from', () => {
  it('is a browser and a system, no more', () => {
    const agents: Record<string, string> = {
      'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0': 'Firefox on Linux',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0':
        'Edge on Windows',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1': 'Safari on iOS',
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36': 'Chrome on Android',
      'curl/8.5.0': 'Another program',
    };
    for (const [agent, device] of Object.entries(agents)) expect(deviceOf(agent)).to.equal(device);
    expect(deviceOf(undefined)).to.equal('Another program');
  });

  it('is a network, never an address', () => {
    const networks: Record<string, string> = {
      '203.0.113.77': '203.0.113.0/24',
      '::ffff:203.0.113.77': '203.0.113.0/24',
      '2001:db8:0:12::7': '2001:db8:0::/48',
      '2001:0db8:00ab::1': '2001:db8:ab::/48',
      '::1': '0:0:0::/48',
      'fe80::1%eth0': 'fe80:0:0::/48',
      unknown: '',
    };
    for (const [address, network] of Object.entries(networks)) expect(networkOf(address), address).to.equal(network);
  });
});
