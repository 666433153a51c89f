@echo off
rem Makes the .msi, in target\installer. To be run from the top of the clone.
where candle.exe >nul 2>nul || where wix.exe >nul 2>nul || (
    echo WiX 3 or later is needed: https://wixtoolset.org
    exit /b 1
)
mvn -q -Pinstaller package -DskipTests %*
