from . import models
from . import parser
from . import tasks
from . import controllers
