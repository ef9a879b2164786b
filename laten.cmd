@echo off
node "%~dp0laten" %*
