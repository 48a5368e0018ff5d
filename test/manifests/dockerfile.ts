import { image } from './pods.ts';

/** What is wrong with a Dockerfile that builds every one of the workspaces. */
export const dockerfileFaults = (text: string, workspaces: readonly string[]): string[] => {
  const lines = text.replace(/\\\n/g, ' ').split('\n');
  const stages = lines.flatMap((line) => /^FROM .* AS (\S+)$/.exec(line)?.[1] ?? []);
  const from = lines.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
  const users = lines.flatMap((line) => /^USER (\S+)/.exec(line)?.[1] ?? []);
  const copied = (what: string) => lines.some((line) => line.startsWith(`COPY ${what} `));
  const inside = workspaces.filter((each) => each !== 'test' && each !== 'client');
  return [
    ...from.filter((name) => !stages.includes(name)).flatMap(image),
    ...(/^[1-9]\d{4,}:[1-9]\d{4,}$/.test(users.at(-1) ?? '') ? [] : ['runs as no user above 10000']),
    ...workspaces
      .filter((each) => !copied(`${each}/package.json`))
      .map((each) => `does not copy ${each}/package.json, which npm ci asks for`),
    ...inside.filter((each) => !copied(each)).map((each) => `does not copy ${each}`),
    ...inside
      .filter((each) => !lines.some((line) => line.includes('--omit=dev') && line.includes(`--workspace=${each} `)))
      .map((each) => `does not install what ${each} needs`),
    // tsx reads there which decorators the source means.
    ...(lines.filter((line) => /^COPY (.* )?tsconfig\.json /.test(line)).length > 1
      ? []
      : ['leaves tsconfig.json behind']),
  ];
};
