//! Files of text to segments and back.
