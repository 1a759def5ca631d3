"""The engines that ``benchmarks/term_engines.py`` compares, each in a module and a process of its own.

:mod:`~benchmarks.engines.questions` is what is asked, :mod:`~benchmarks.engines.engine` what every engine has to offer,
:mod:`~benchmarks.engines.process` the process that runs one of them, :mod:`~benchmarks.engines.running` the side that
starts these processes, :mod:`~benchmarks.engines.answers` compares what they say, and :mod:`~benchmarks.engines.report`
writes the tables. An engine's module may import its package, NumPy and these, and nothing of Counterpoint: its environment
need not have it.
"""
