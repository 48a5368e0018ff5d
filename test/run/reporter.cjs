const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** The usual report; the totals are also kept in the file that TEST_TOTALS names, for the last line of npm test. */
module.exports = class Totals extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.TEST_TOTALS;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
};
