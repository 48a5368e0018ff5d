const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/**
 * The usual report; the totals are also kept in the file that TEST_TOTALS names, for the last line of npm test, and each spec
 * in the file that TEST_REPORT names, in the format of JUnit.
 */
module.exports = class Totals extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const report = process.env.TEST_REPORT;
    if (report) this.report = new reporters.XUnit(runner, { reporterOptions: { output: report } });
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.TEST_TOTALS;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }

  done(failures, then) {
    if (this.report) this.report.done(failures, then);
    else then(failures);
  }
};
