; The Windows installer, for the one person who runs it: no administrator, nothing outside the person's own folders.
; Compile (on Windows or Linux), after building the app:
;   makensis -DVERSION=0.1.0 -DSOURCE=../dist/counterpoint -DOUTPUT=../dist/counterpoint-0.1.0-setup.exe counterpoint.nsi

Unicode true
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true

!ifndef VERSION
  !error "Say which version: -DVERSION=0.1.0"
!endif
!ifndef SOURCE
  !define SOURCE "..\dist\counterpoint"
!endif
!ifndef OUTPUT
  !define OUTPUT "..\dist\counterpoint-${VERSION}-setup.exe"
!endif
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Counterpoint"

!include "MUI2.nsh"
!include "FileFunc.nsh"

Name "Counterpoint ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Counterpoint"
InstallDirRegKey HKCU "Software\Counterpoint" "Folder"

!insertmacro MUI_PAGE_LICENSE "../LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\counterpoint.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "--sample"
!define MUI_FINISHPAGE_RUN_TEXT "Open the sample corpus"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section "Counterpoint"
  ; An older version's libraries must not stay beside the new ones. Only the program's own subfolder is emptied.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"

  CreateShortcut "$SMPROGRAMS\Counterpoint.lnk" "$INSTDIR\counterpoint.exe"

  WriteRegStr HKCU "Software\Counterpoint" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.counterpoint" "" "Counterpoint.Project"
  WriteRegStr HKCU "Software\Classes\Counterpoint.Project" "" "Counterpoint project"
  WriteRegStr HKCU "Software\Classes\Counterpoint.Project\shell\open\command" "" '"$INSTDIR\counterpoint.exe" "%1"'

  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Counterpoint"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Counterpoint developers"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\counterpoint.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  ; Only what was installed: a person's projects may lie in the same folder.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\counterpoint.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Counterpoint.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Classes\Counterpoint.Project"
  DeleteRegValue HKCU "Software\Classes\.counterpoint" ""
  DeleteRegKey HKCU "Software\Counterpoint"
SectionEnd
