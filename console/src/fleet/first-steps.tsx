import { Card, Empty, Typography } from "antd";
import { useSettings } from "../shell/settings.js";

const COMMANDS = {
  demo: ["npm run phm -- simulate demo", "npm run phm -- replay demo"],
  files: ["npm run phm -- import-files FILES --mapping mapping.json --out bundle", "npm run phm -- replay bundle"],
  sensors: ["npm run phm -- edge --help"],
} as const;

/** What to do on the first day: how a machine comes here, to be copied. The machine appears by itself. */
export function FirstSteps() {
  const { texts } = useSettings();
  const { firstSteps } = texts.fleet;
  return (
    <Card title={firstSteps.title}>
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={firstSteps.waits} />
      {Object.entries(COMMANDS).map(([way, commands]) => (
        <section key={way}>
          <h3>{firstSteps.ways[way as keyof typeof COMMANDS]}</h3>
          {commands.map((command) => (
            <p key={command}>
              <Typography.Text code copyable={{ text: command }}>
                {command}
              </Typography.Text>
            </p>
          ))}
        </section>
      ))}
    </Card>
  );
}
