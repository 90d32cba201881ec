-- The bytes of a file are what its guarded row says they are: nobody can put others in their place.
CREATE FUNCTION personnel_content_is_its_files() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.personnel_file f
         WHERE f.id = NEW.file_id AND f.size = octet_length(NEW.content)
           AND f.sha256 = encode(sha256(NEW.content), 'hex'))
    THEN
        RAISE EXCEPTION 'the content of file % is not the one it names', NEW.file_id
            USING ERRCODE = 'KP705';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER content_is_its_files BEFORE INSERT OR UPDATE ON personnel_filecontent
    FOR EACH ROW EXECUTE FUNCTION personnel_content_is_its_files();
ALTER TABLE personnel_filecontent ENABLE ALWAYS TRIGGER content_is_its_files;

-- A picture or a packed document does not get smaller by packing it again.
ALTER TABLE personnel_filecontent ALTER COLUMN content SET STORAGE EXTERNAL;
