"""The commands: parse, call one library function, render.  Whatever the command line can do, a script can."""
