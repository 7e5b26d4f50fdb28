namespace PromLauncher.Telemetry;

/// <summary>The style sheet of the status page: the colours of Prometheus 3's own pages, for light and dark, wide and narrow.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--page:#fff;--card:#fff;--text:#212529;--line:#dee2e6;--head:#f8f9fa;--bar:#414951;--faint:#5c636a;--link:#1864ab;
        --g:#1b5e20;--gb:#ebfbee;--gl:#8ce99a;--w:#7a4100;--wb:#fff9db;--wl:#ffd43b;--b:#a01212;--bb:#fff5f5;--bl:#ffa8a8}
        @media (prefers-color-scheme:dark){:root{--page:#1a1b1e;--card:#1f2023;--text:#d5d7da;--line:#373a40;--head:#25262b;--bar:#25262b;--faint:#a0a4aa;--link:#74c0fc;
        --g:#8ce99a;--gb:#16301c;--gl:#2b8a3e;--w:#ffd43b;--wb:#332a0b;--wl:#8f6a00;--b:#ffa8a8;--bb:#3a1717;--bl:#c92a2a}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text);font:14px/1.55 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        header{background:var(--bar);color:#fff}
        header div,main,footer{max-width:1200px;margin:0 auto;padding:0 24px}
        header div{min-height:56px;padding-top:10px!important;padding-bottom:10px!important;display:flex;gap:8px 28px;align-items:center;flex-wrap:wrap}
        header b{font-size:18px;font-weight:500;display:flex;gap:10px;align-items:center;white-space:nowrap}
        header nav{display:flex;gap:4px;flex-wrap:wrap}
        header a{color:#dee2e6;text-decoration:none;font-weight:500;padding:5px 11px;border-radius:4px}
        header a:hover,header a:focus-visible{color:#fff;background:#5b636b}
        .state{margin:24px 0;padding:14px 20px;border:1px solid var(--line);border-left-width:6px;border-radius:6px;background:var(--head);font-size:17px;font-weight:600;overflow-wrap:anywhere}
        .state small{display:block;font-size:14px;font-weight:400;color:var(--text);margin-top:2px}
        .state.g{color:var(--g);background:var(--gb);border-color:var(--gl)}
        .state.w{color:var(--w);background:var(--wb);border-color:var(--wl)}
        .state.b{color:var(--b);background:var(--bb);border-color:var(--bl)}
        section{margin:0 0 24px;border:1px solid var(--line);border-radius:6px;background:var(--card);overflow-x:auto}
        h2{font-size:16px;font-weight:600;margin:0;padding:12px 20px;border-bottom:1px solid var(--line)}
        h2 i{font:500 12px/1 ui-monospace,Menlo,Consolas,monospace;color:var(--faint);background:var(--head);border:1px solid var(--line);border-radius:9px;padding:2px 7px;margin-left:8px;vertical-align:2px}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:8px 20px;border-bottom:1px solid var(--line);overflow-wrap:break-word}
        tbody th+td,td small{overflow-wrap:anywhere}
        tr:last-child>*{border-bottom:0}
        thead th{background:var(--head);font-weight:600;font-size:13px;white-space:nowrap;border-bottom:1px solid var(--line)!important}
        tbody th{width:230px;font-weight:500;color:var(--faint)}
        td small,p{color:var(--faint)}
        td small{display:block;font-size:13px}
        p{margin:0;padding:14px 20px}
        code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
        .t{display:inline-block;border:1px solid;border-radius:10px;padding:0 9px;font-size:12px;line-height:19px;font-weight:600}
        .t.g{color:var(--g);background:var(--gb);border-color:var(--gl)}
        .t.w{color:var(--w);background:var(--wb);border-color:var(--wl)}
        .t.b{color:var(--b);background:var(--bb);border-color:var(--bl)}
        footer{color:var(--faint);font-size:13px;padding-bottom:32px}
        @media (max-width:640px){header div,main,footer{padding-left:12px;padding-right:12px}th,td{padding:7px 12px}h2,p{padding-left:12px}tbody th{width:38%}}
        """;
}
