-- Letters and digits only, as kp7.thai.text.search_key gives them.
CREATE FUNCTION thai_search_key(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN translate(
        public.thai_fold(regexp_replace(normalize(said, NFD),
            '[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000'
            '\u0021-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u007E\u00A1-\u00A9\u00AB-\u00B1\u00B4'
            '\u00B6-\u00B8\u00BB\u00BF\u0300-\u036F\u0E2F\u0E3F\u0E46\u0E4F\u0E5A\u0E5B'
            '\u2010-\u2027\u2030-\u205E]+', '', 'g')),
        '๐๑๒๓๔๕๖๗๘๙ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789abcdefghijklmnopqrstuvwxyz');
END $$;
