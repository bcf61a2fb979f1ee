@echo off
rem Builds the kata command when it is missing or older than its sources, and runs it.
rem Exit code 4: it could not be run at all (docs\commands.md).
setlocal
set "KATA_ROOT=%~dp0"
set "KATA_ROOT=%KATA_ROOT:~0,-1%"
set "KATA_COMMAND=%~0"

where dotnet >nul 2>nul
if errorlevel 1 (
    echo kata: dotnet is not on the PATH. Install the .NET 10 SDK: https://dot.net 1>&2
    exit /b 4
)
dotnet --list-sdks 2>nul | findstr /b "10." >nul
if errorlevel 1 (
    echo kata: dotnet has no .NET 10 SDK. Install it from https://dot.net, then run this again. 1>&2
    exit /b 4
)

set "DLL=%KATA_ROOT%\cli\bin\Release\net10.0\kata.dll"
set "STAMP=%KATA_ROOT%\cli\obj\launcher.stamp"
if not exist "%DLL%" goto build
if not exist "%STAMP%" goto build

rem What is newer than the last build? A deleted file is not seen here: delete cli\bin to build anew.
powershell -NoProfile -Command ^
  "$s=(Get-Item -LiteralPath $env:STAMP).LastWriteTimeUtc; Set-Location -LiteralPath $env:KATA_ROOT;" ^
  "$f=Get-ChildItem cli,harness,analyzers,eng,'Directory.*.props','katas\*\*\Contract.cs' -Recurse -File;" ^
  "exit [int][bool]($f | Where-Object { $_.FullName -notmatch '\\(bin|obj|TestResults)\\' -and $_.LastWriteTimeUtc -gt $s })"
if errorlevel 1 goto build
goto run

:build
echo Building the kata command (the first time takes about a minute)... 1>&2
if not exist "%KATA_ROOT%\cli\obj" mkdir "%KATA_ROOT%\cli\obj"
type nul > "%STAMP%.new"
pushd "%KATA_ROOT%"
dotnet build cli\Katas.Cli.csproj -c Release -v quiet --nologo > cli\obj\launcher.log 2>&1
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" (
    type "%KATA_ROOT%\cli\obj\launcher.log" 1>&2
    echo kata: the build above failed, so the command cannot run. 1>&2
    exit /b 4
)
move /y "%STAMP%.new" "%STAMP%" >nul

:run
dotnet "%DLL%" %*
exit /b %ERRORLEVEL%
