import { Button, Layout, Menu, Popover, Space } from "antd";
import { Outlet, useLocation, useNavigate } from "react-router";
import { Live } from "../live/live.js";
import { PersonForm } from "./person-form.js";
import { useSettings } from "./settings.js";

/** The bar with the places of the console, and whatever page is open. */
export function Shell() {
  const { texts } = useSettings();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const places = [
    { key: "/", label: texts.nav.fleet },
    { key: "/work", label: texts.nav.work },
    { key: "/alarms", label: texts.nav.alarms },
    { key: "/rounds", label: texts.nav.rounds },
    { key: "/sharing", label: texts.nav.sharing },
    { key: "/system", label: texts.nav.system },
  ];
  const own = places.find(({ key }) => key !== "/" && pathname.startsWith(key))?.key ?? "/";
  const here = pathname.startsWith("/tickets/") ? "/work" : own;
  return (
    <Layout className="shell">
      <Layout.Header className="bar">
        <button type="button" className="brand" aria-label={texts.product} onClick={() => void navigate("/")}>
          <img src="/console/icon.svg" alt="" width={28} height={28} /> <span>{texts.product}</span>
        </button>
        <Menu
          className="places"
          theme="dark"
          mode="horizontal"
          selectedKeys={[here]}
          items={places}
          onClick={({ key }) => void navigate(key)}
        />
        <Choices />
      </Layout.Header>
      <Live />
      <Layout.Content className="page">
        <Outlet />
      </Layout.Content>
    </Layout>
  );
}

function Choices() {
  const { texts, language, isDark, person, change } = useSettings();
  return (
    <Space size={4}>
      <Popover trigger="click" placement="bottomRight" content={<PersonForm />}>
        <Button type="text" className="bar-button">
          {person || texts.shell.you}
        </Button>
      </Popover>
      <Button type="text" className="bar-button" onClick={() => change({ isDark: !isDark })}>
        {isDark ? texts.shell.light : texts.shell.dark}
      </Button>
      <Button type="text" className="bar-button" onClick={() => change({ language: language === "zh" ? "en" : "zh" })}>
        {texts.shell.language}
      </Button>
    </Space>
  );
}
