/** This version of the app, as each batch names it. The server's list is backend/floorwalk/sync/app_versions.py. */
export const APP_VERSION = '2026.12.0';
