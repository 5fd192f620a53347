import { App, ConfigProvider, theme } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { type ReactNode, useEffect } from "react";
import { useSettings } from "./settings.js";
import { styleNonce } from "./style-nonce.js";

export function Theme({ children }: { readonly children: ReactNode }) {
  const { language, isDark, texts } = useSettings();
  // The library's calendars go by this; set before they are drawn.
  dayjs.locale(language === "zh" ? "zh-cn" : "en");
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    document.title = texts.product;
  }, [language, isDark, texts]);
  return (
    <ConfigProvider
      csp={{ nonce: styleNonce }}
      // A name is read out as it is written.
      button={{ autoInsertSpace: false }}
      locale={language === "zh" ? zhCN : enUS}
      theme={{
        algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: isDark ? "#3fb69b" : "#0f766e",
          colorLink: isDark ? "#5ad1b4" : "#0f766e",
          colorError: isDark ? "#ff7875" : "#b42318",
          borderRadius: 6,
          fontSize: 14,
          colorTextTertiary: isDark ? "#a3b1b9" : "#5b6a72",
          colorTextDescription: isDark ? "#a3b1b9" : "#5b6a72",
          colorTextPlaceholder: isDark ? "#93a1a9" : "#66747c",
        },
        components: { Menu: { darkItemSelectedBg: "#0f766e" }, Layout: { headerHeight: 48, headerBg: "#14343d", headerPadding: "0 12px" } },
      }}
    >
      <App className="app">{children}</App>
    </ConfigProvider>
  );
}
