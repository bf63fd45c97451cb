from . import scan_station
from . import web_manifest
