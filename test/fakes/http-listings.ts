/** Listings of one folder with `a.sql`, `b.csv` and `sub/`, as real servers generated them (styles and scripts cut). */
export const LISTINGS: Readonly<Record<string, string>> = {
  'nginx 1.22.1':
    '<html>\r\n<head><title>Index of /</title></head>\r\n<body>\r\n<h1>Index of /</h1><hr><pre><a href="../">../</a>\r\n<a href="sub/">sub/</a>      25-Nov-2026 12:47   -\r\n<a href="a.sql">a.sql</a>    25-Nov-2026 12:47  45\r\n<a href="b.csv">b.csv</a>    25-Nov-2026 12:47  34\r\n</pre><hr></body>\r\n</html>\r\n',
  'Apache 2.4.71':
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">\n<html>\n <head>\n  <title>Index of /</title>\n </head>\n <body>\n<h1>Index of /</h1>\n<ul><li><a href="a.sql"> a.sql</a></li>\n<li><a href="b.csv"> b.csv</a></li>\n<li><a href="sub/"> sub/</a></li>\n</ul>\n</body></html>\n',
  'lighttpd 1.4.69':
    '<!DOCTYPE html>\n<html>\n<head>\n<title>Index of /</title>\n</head>\n<body>\n<h2>Index of /</h2>\n<div class="list">\n<table summary="Directory Listing" cellpadding="0" cellspacing="0">\n<tbody>\n<tr class="d"><td class="n"><a href="sub/">sub</a>/</td></tr>\n<tr><td class="n"><a href="a.sql">a.sql</a></td></tr>\n<tr><td class="n"><a href="b.csv">b.csv</a></td></tr>\n</tbody>\n</table>\n</div>\n<div class="foot">lighttpd/1.4.69</div>\n</body>\n</html>\n',
  'Caddy 2.6.2':
    '<!DOCTYPE html>\n<html>\n\n<head>\n    <title>/</title>\n</head>\n<body>\n<header><h1><a href="">/</a></h1></header>\n<div class="meta"><div id="summary">\n                <span class="meta-item"><b>1</b> directory</span>\n                <span class="meta-item"><b>2</b> files</span>\n</div></div>\n<a href="?sort=namedirfirst&order=desc"></a>\n<a href="./sub/">sub</a>\n<a href="./a.sql">a.sql</a>\n<a href="./b.csv">b.csv</a>\nServed with <a rel="noopener noreferrer" href="https://caddyserver.com">Caddy</a>\n</body>\n</html>\n',
  'http.server of Python 3.11':
    '<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Directory listing for /</title>\n</head>\n<body>\n<h1>Directory listing for /</h1>\n<hr>\n<ul>\n<li><a href="a.sql">a.sql</a></li>\n<li><a href="b.csv">b.csv</a></li>\n<li><a href="sub/">sub/</a></li>\n</ul>\n<hr>\n</body>\n</html>\n',
  // https://github.com/golang/go/blob/master/src/net/http/fs.go, dirList
  "Go's http.FileServer":
    '<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n<a href="a.sql">a.sql</a>\n<a href="b.csv">b.csv</a>\n<a href="sub/">sub/</a>\n</pre>\n',
};
